namespace System
{
    public struct RuntimeArgumentHandle
    {
        private int _state;
    }

    public struct RuntimeFieldHandle
    {
        private int _state;
    }

    public struct RuntimeMethodHandle
    {
        private int _state;
    }

    public struct RuntimeTypeHandle
    {
        private int _state;
    }
}
