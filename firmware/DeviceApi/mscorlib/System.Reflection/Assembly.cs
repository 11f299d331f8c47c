using System.Globalization;

namespace System.Reflection
{
    public class Assembly
    {
        public Assembly() => throw null;

        public virtual string FullName => throw null;

        public static Assembly GetExecutingAssembly() => throw null;

        public AssemblyName GetName() => throw null;

        public static Assembly GetAssembly(Type type) => throw null;

        public virtual Type GetType(string name) => throw null;

        public virtual Type GetType(string name, bool throwOnError) => throw null;

        public virtual Type[] GetTypes() => throw null;

        public Assembly GetSatelliteAssembly(CultureInfo culture) => throw null;

        public static Assembly Load(string assemblyString) => throw null;

        public static Assembly Load(byte[] rawAssembly) => throw null;
    }
}
