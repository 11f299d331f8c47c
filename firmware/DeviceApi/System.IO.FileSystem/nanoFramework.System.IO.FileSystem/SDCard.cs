using System;

namespace nanoFramework.System.IO.FileSystem
{
    public class SDCard : IDisposable
    {
        public SDCard(uint slotIndex = 0u) => throw null;

        public SDCard(SDCardMmcParameters mmcParameters, CardDetectParameters cdParameters = null) => throw null;

        public SDCard(SDCardSpiParameters spiParameters, CardDetectParameters cdParameters = null) => throw null;

        ~SDCard() => throw null;

        public event CardDetectStateEventHandler CardDetectChanged { add => throw null; remove => throw null; }

        public SDCard.SDInterfaceType CardType => throw null;

        public bool IsMounted => throw null;

        public bool CardDetectEnabled => throw null;

        public uint SlotIndex => throw null;

        public SDCardMmcParameters MmcParameters => throw null;

        public SDCardSpiParameters SpiParameters => throw null;

        public CardDetectParameters CdParameters => throw null;

        public bool IsCardDetected => throw null;

        public void Mount() => throw null;

        public void Unmount() => throw null;

        public void Dispose() => throw null;

        public enum SDInterfaceType
        {
            System = 0,
            Mmc = 1,
            Spi = 2,
        }

        public enum SDDataWidth
        {
            _1_bit = 1,
            _4_bit = 2,
        }
    }
}
