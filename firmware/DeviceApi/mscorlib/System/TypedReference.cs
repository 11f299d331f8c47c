namespace System
{
    public struct TypedReference
    {
        private int _state;
    }
}
