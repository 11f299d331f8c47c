namespace System
{
    public struct Char
    {
        public const char MaxValue = '\uffff';
        public const char MinValue = '\0';

        public override string ToString() => throw null;

        public char ToLower() => throw null;

        public char ToUpper() => throw null;
    }
}
