using System;
using System.IO;

namespace nanoFramework.System.IO
{
    public class CardDetectChangedEventArgs : EventArgs
    {
        internal CardDetectChangedEventArgs() => throw null;

        public CardDetectState CardState => throw null;

        public uint SlotIndex => throw null;
    }

    public class RemovableDriveEventArgs : EventArgs
    {
        internal RemovableDriveEventArgs() => throw null;

        public DriveInfo Drive => throw null;

        public RemovableDriveEventArgs.RemovableDeviceEvent Event => throw null;

        public enum RemovableDeviceEvent
        {
            Inserted = 0,
            Removed = 1,
        }
    }
}
