using System.Globalization;
using System.Text;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>Lays a state out for a display of a few short rows.</summary>
internal static class DisplayPage
{
    /// <summary>Four rows show everything. Two show what is seen and, in turn, the state, the address and the name.</summary>
    /// <param name="turn">Counts up every few seconds.</param>
    /// <returns>One text a row, not longer than the row where that can be helped.</returns>
    public static string[] Compose(DisplayState state, int columns, int rows, int turn)
    {
        string seen = state.IsStopped ? "stopped" : Seen(state, columns);
        string status = Status(state);
        string address = state.Address ?? "no network";
        if (rows >= 4)
            return [state.Device, seen, status, address, .. Enumerable.Repeat("", rows - 4)];
        string[] others = [status, address, state.Device];
        return [seen, others[turn % others.Length]];
    }

    private static string Seen(DisplayState state, int columns)
    {
        if (state.CamerasOnline == 0)
            return "no picture";
        if (state.Seen.Count == 0)
            return "nothing seen";

        var text = new StringBuilder();
        for (int i = 0; i < state.Seen.Count; i++)
        {
            string next = (i == 0 ? "" : ", ") + state.Seen[i];
            int left = state.Seen.Count - i - 1;
            // What does not fit is counted, and the count must fit, too.
            int count = left == 0 ? 0 : 2 + left.ToString(CultureInfo.InvariantCulture).Length;
            if (i > 0 && text.Length + next.Length + count > columns)
                return text.Append(CultureInfo.InvariantCulture, $" +{left + 1}").ToString();
            text.Append(next);
        }

        return text.ToString();
    }

    private static string Status(DisplayState state)
    {
        string broker = state.IsMqttConnected switch { null => "", true => ", MQTT", false => ", MQTT away" };
        return $"{state.CamerasOnline}/{state.Cameras} cam{broker}";
    }
}
