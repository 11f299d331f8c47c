using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Power
{
    /// <summary>
    /// A file of its own that counts wakes cut short: the deadline thread must not touch the state, which the hanging thread may be
    /// writing. The next wake adds it to the state.
    /// </summary>
    public static class ResetMark
    {
        private const string Name = "resets.bin";

        // The next wake that can write takes them over; a file that is longer is something else.
        private const int MostMarks = 255;

        /// <summary>Counts one more.</summary>
        public static void Set(IFlash flash) => flash.Append(Name, new byte[1], 1);

        /// <summary>How many are marked.</summary>
        public static int Count(IFlash flash)
        {
            var length = flash.Length(Name);
            return length < 0 ? 0 : length > MostMarks ? MostMarks : length;
        }

        /// <summary>Forgets them, once they stand in the state.</summary>
        public static void Clear(IFlash flash) => flash.Delete(Name);
    }
}
