namespace Jena.SensorNode.Node.Journal
{
    /// <summary>The samples before the present one. Read only when a reading looks stuck, which a healthy node never pays for.</summary>
    public interface IRecentSamples
    {
        /// <summary>Fills <paramref name="into"/> with the newest samples of this boot, newest first.</summary>
        /// <returns>How many there are.</returns>
        int ReadRecent(Sample[] into);
    }
}
