namespace nanoFramework.Hardware.Esp32.Touch
{
    public delegate void TouchPadValueChangedEventHandler(object sender, TouchPadEventArgs e);
}
