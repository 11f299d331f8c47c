namespace Jena.SensorNode.Emulator.Power;

/// <summary>
/// Every number the energy ledger rests on, in one place; README.md prints the table with sources. None was measured on a board of this
/// project: the checklist for the first board asks for each of them.
/// </summary>
public sealed record EnergyAssumptions
{
    /// <summary>Timer wake to the first statement of Main. No published figure; 0.7 to 1.5 s is planned for an image without PSRAM.</summary>
    public TimeSpan BootTime { get; init; } = TimeSpan.FromMilliseconds(1000);

    /// <summary>Mean current while booting, mA. 47 mA measured by glenn20 (3.3 mC in 70 ms) for the ROM and IDF part; CLR start computes.</summary>
    public double BootMilliamperes { get; init; } = 40;

    /// <summary>Processor computing at 160 MHz with the radio off, mA. ESP32 data sheet, modem sleep: 27 to 34 mA.</summary>
    public double ProcessorBusyMilliamperes { get; init; } = 34;

    /// <summary>Processor waiting in a sleep of a thread, mA. Clock not gated for sure: the data sheet's lower end.</summary>
    public double ProcessorIdleMilliamperes { get; init; } = 27;

    /// <summary>Radio from start to address, above the processor, mA. glenn20: (100 - 3.3) mC in 664 ms = 146 mA in all.</summary>
    public double RadioConnectMilliamperes { get; init; } = 112;

    /// <summary>Radio with an address, listening, above the processor, mA. Data sheet: 95 to 100 mA receiving in all; no power save assumed.</summary>
    public double RadioListenMilliamperes { get; init; } = 70;

    /// <summary>Radio sending, above the processor, mA. Data sheet: 190 (11n) to 240 mA (11b) in all.</summary>
    public double RadioTransmitMilliamperes { get; init; } = 200;

    /// <summary>Air time of one packet with its acknowledgement and preamble at a low rate.</summary>
    public TimeSpan TransmitTimePerPacket { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Deep sleep, mA: 10 µA chip with RTC timer and 5 µA regulator (w-parasite with HT7333: 15 µA).</summary>
    public double SleepMilliamperes { get; init; } = 0.015;

    /// <summary>Extra while flash is programmed or erased, mA. W25Q32 data sheet: 20 to 25 mA.</summary>
    public double FlashMilliamperes { get; init; } = 22;

    /// <summary>Programming one byte, page time shared out: 0.7 ms for 256 bytes.</summary>
    public TimeSpan FlashTimePerByte { get; init; } = TimeSpan.FromMicroseconds(2.7);

    /// <summary>Erasing one 4 KB block: 45 ms typical.</summary>
    public TimeSpan FlashTimePerErase { get; init; } = TimeSpan.FromMilliseconds(45);

    /// <summary>Opening, closing, renaming or deleting a file: directory walk and reads of littlefs.</summary>
    public TimeSpan FileCallTime { get; init; } = TimeSpan.FromMilliseconds(2);

    internal long FileCallTicks => FileCallTime.Ticks;

    internal long AdcReadTicks => AdcReadTime.Ticks;

    internal long HmacTicks => HmacTime.Ticks;

    /// <summary>One conversion of the ADC through the driver.</summary>
    public TimeSpan AdcReadTime { get; init; } = TimeSpan.FromMicroseconds(60);

    /// <summary>HMAC-SHA-256 of a short message in native code.</summary>
    public TimeSpan HmacTime { get; init; } = TimeSpan.FromMicroseconds(300);

    /// <summary>One call from managed code into native code: interpreter and marshalling. Order of magnitude only.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary>One IL instruction: between 10^5 and 10^6 a second; 4·10^5 is used. Counts only where the program is instrumented.</summary>
    public TimeSpan InstructionTime { get; init; } = TimeSpan.FromMicroseconds(2.5);

    /// <summary>Below this supply under load the brown-out detector resets the chip, mV at the cell (LDO with 50 mV drop-out, 2.43 V level 0).</summary>
    public int BrownOutMillivolts { get; init; } = 2500;
}
