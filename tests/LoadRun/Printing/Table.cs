namespace Jena.SensorNode.LoadRun.Printing;

/// <summary>A table in Markdown whose columns stand in line, printed row by row as they come.</summary>
internal sealed class Table
{
    private readonly int[] _widths;

    public Table(string title, params string[] columns)
    {
        _widths = [.. columns.Select((column, index) => Math.Max(column.Length, index == 0 ? 40 : 8))];
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Write(columns);
        Console.WriteLine("|" + string.Join('|', _widths.Select((width, index) => new string('-', width + 1) + (index == 0 ? "-" : ":"))) + "|");
    }

    public void Row(string name, params object[] cells) => Write([name, .. cells.Select(Text)]);

    private static string Text(object cell) => cell switch
    {
        double.NaN => "–",
        double number when Math.Abs(number) >= 100 => number.ToString("N0"),
        double number when Math.Abs(number) >= 10 => number.ToString("F1"),
        double number => number.ToString("F2"),
        int number => number.ToString("N0"),
        long number => number.ToString("N0"),
        _ => cell.ToString() ?? "",
    };

    private void Write(string[] cells) =>
        Console.WriteLine("| " + string.Join(" | ", cells.Select((cell, index) => index == 0 ? cell.PadRight(_widths[0]) : cell.PadLeft(_widths[index]))) + " |");
}
