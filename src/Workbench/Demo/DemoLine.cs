namespace EdgeVision.Workbench.Demo;

/// <summary>One thing that happened in the demo.</summary>
/// <param name="At">When, since the demo began.</param>
/// <param name="Kind">What kind of thing: <c>sees</c>, <c>event</c>, <c>output</c> or <c>mqtt</c>.</param>
/// <param name="Subject">Whose it is: a camera, a rule, a line, a topic.</param>
/// <param name="Text">What happened; of a message its whole payload.</param>
internal sealed record DemoLine(TimeSpan At, string Kind, string Subject, string Text);
