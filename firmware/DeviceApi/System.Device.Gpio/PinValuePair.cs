namespace System.Device.Gpio
{
    public readonly struct PinValuePair
    {
        private readonly int _state;

        public PinValuePair(int pinNumber, PinValue pinValue) => throw null;

        public int PinNumber => throw null;

        public PinValue PinValue => throw null;

        public void Deconstruct(out int pinNumber, out PinValue pinValue) => throw null;
    }
}
