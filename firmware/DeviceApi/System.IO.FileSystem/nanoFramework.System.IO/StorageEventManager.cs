namespace nanoFramework.System.IO
{
    public static class StorageEventManager
    {
        public static event RemovableDeviceEventHandler RemovableDeviceInserted { add => throw null; remove => throw null; }

        public static event RemovableDeviceEventHandler RemovableDeviceRemoved { add => throw null; remove => throw null; }
    }
}
