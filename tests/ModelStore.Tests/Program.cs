namespace EdgeVision.ModelStore.Tests;

/// <summary>Adds to a store and removes from it, again and again, until somebody kills it.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string[] bundles = [.. arguments[1..]];
        var store = new SlotStore(arguments[0], LinuxDisk.Instance, margin: 0, TimeSpan.FromSeconds(60));
        var journal = new JournalFile(arguments[0]);
        Console.WriteLine("ready");
        for (int i = 0; ; i++)
        {
            Slot slot = store.Add(bundles[i % bundles.Length], signature: [(byte)i]);
            journal.Write(UpdateJournal.Empty with { Good = ModelRecord.Of(slot) });
            store.Collect(keep: 1, never: [slot.Sha256]);
        }
    }
}
