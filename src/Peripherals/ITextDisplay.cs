namespace EdgeVision.Peripherals;

/// <summary>A display that shows rows of text. Not thread-safe; whatever is wrong with the bus is thrown by every member.</summary>
public interface ITextDisplay : IDisposable
{
    /// <summary>Characters a row.</summary>
    int Columns { get; }

    /// <summary>Rows.</summary>
    int Rows { get; }

    /// <summary>
    /// Shows one text a row: printable ASCII, cut or filled up to the row. Writes only rows that changed, and everything where the display had lost
    /// its power, so call it from time to time although nothing changed.
    /// </summary>
    void Show(IReadOnlyList<string> rows);
}
