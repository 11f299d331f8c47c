namespace System
{
    public abstract class Enum
    {
        protected Enum() => throw null;

        public bool HasFlag(Enum flag) => throw null;

        public override string ToString() => throw null;
    }
}
