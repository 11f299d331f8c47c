namespace System.Device.Adc
{
    public abstract class AdcChannelBase
    {
        protected AdcChannelBase() => throw null;

        public AdcController Controller => throw null;

        public abstract int ReadValue();

        public double ReadRatio() => throw null;
    }
}
