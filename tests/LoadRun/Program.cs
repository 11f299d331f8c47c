System.Console.WriteLine("LoadRun");
