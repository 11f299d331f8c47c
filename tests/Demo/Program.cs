System.Console.WriteLine("Demo");
