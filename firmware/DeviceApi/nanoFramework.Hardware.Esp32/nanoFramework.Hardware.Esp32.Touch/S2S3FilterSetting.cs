namespace nanoFramework.Hardware.Esp32.Touch
{
    public class S2S3FilterSetting : IFilterSetting
    {
        public S2S3FilterSetting() => throw null;

        public FilterSettingMode PeriodeSettingMode { get => throw null; set => throw null; }

        public FilterSettingDebounce FilterSettingDebounce { get => throw null; set => throw null; }

        public FilterSettingNoiseThreshold FilterSettingNoiseThreshold { get => throw null; set => throw null; }

        public byte JitterSize { get => throw null; set => throw null; }

        public FilterSettingSmoothMode FilterSettingSmoothMode { get => throw null; set => throw null; }
    }
}
