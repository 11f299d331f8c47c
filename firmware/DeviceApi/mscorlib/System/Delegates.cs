namespace System
{
    public delegate void Action();

    public delegate void AsyncCallback(IAsyncResult ar);

    public delegate void EventHandler(object sender, EventArgs e);
}
