System.Console.WriteLine("node-emulator");
