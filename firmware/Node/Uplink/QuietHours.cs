namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>Hours of the day in which the node does not send (FRAME.md 5.2, tag 4).</summary>
    public static class QuietHours
    {
        private const uint DayMinutes = 1440;

        /// <summary>Seconds until the quiet hours end; 0 where it is not quiet.</summary>
        /// <param name="unixSeconds">Time of the gateway.</param>
        /// <param name="startMinute">First quiet minute of the day, UTC.</param>
        /// <param name="endMinute">First minute that is not quiet again; below the start where the hours wrap midnight, equal = none.</param>
        public static uint RemainingSeconds(uint unixSeconds, int startMinute, int endMinute)
        {
            if (startMinute == endMinute)
                return 0;
            var length = ((uint)(endMinute - startMinute) + DayMinutes) % DayMinutes * 60;
            var secondOfDay = unixSeconds % (DayMinutes * 60);
            var since = (secondOfDay + (DayMinutes * 60) - ((uint)startMinute * 60)) % (DayMinutes * 60);
            return since < length ? length - since : 0;
        }
    }
}
