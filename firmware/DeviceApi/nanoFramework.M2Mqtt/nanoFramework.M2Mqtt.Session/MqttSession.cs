using System.Collections;

namespace nanoFramework.M2Mqtt.Session
{
    public abstract class MqttSession
    {
        protected MqttSession() => throw null;

        protected MqttSession(string clientId) => throw null;

        public string ClientId { get => throw null; set => throw null; }

        public Hashtable InflightMessages { get => throw null; set => throw null; }

        public virtual void Clear() => throw null;
    }
}
