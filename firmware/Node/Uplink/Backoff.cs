namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>When to try again after the gateway did not acknowledge.</summary>
    public static class Backoff
    {
        private const uint LongestSeconds = 86400;

        /// <summary>
        /// Node second of the next attempt: 1, 2, 4, … sampling intervals after this one, at most a day, moved at random by half of
        /// that to either side. Nodes that lost the gateway together come back spread over the interval.
        /// </summary>
        /// <param name="nowSeconds">Node seconds of the failed attempt.</param>
        /// <param name="failures">Failed attempts in a row, 1 or more.</param>
        /// <param name="samplingSeconds">Sampling interval.</param>
        /// <param name="random">0..65535.</param>
        public static uint NextAttemptSeconds(uint nowSeconds, int failures, uint samplingSeconds, int random)
        {
            var delay = samplingSeconds;
            for (var i = 1; i < failures && delay < LongestSeconds; i++)
                delay *= 2;
            if (delay > LongestSeconds)
                delay = LongestSeconds;
            return nowSeconds + (delay / 2) + (uint)(((ulong)delay * (uint)random) >> 16);
        }
    }
}
