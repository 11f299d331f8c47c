namespace nanoFramework.M2Mqtt.Messages
{
    public class UserProperty
    {
        public UserProperty(string name, string value) => throw null;

        public string Name { get => throw null; set => throw null; }

        public string Value { get => throw null; set => throw null; }
    }
}
