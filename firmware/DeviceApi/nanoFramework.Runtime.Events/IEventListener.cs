namespace nanoFramework.Runtime.Events
{
    public interface IEventListener
    {
        void InitializeForEventSource();

        bool OnEvent(BaseEvent ev);
    }
}
