using System;

namespace nanoFramework.Runtime.Events
{
    public interface IEventProcessor
    {
        BaseEvent ProcessEvent(uint data1, uint data2, DateTime time);
    }
}
