namespace Trefoil.Httpd.CommandLine;

/// <summary>The verbs of -k.</summary>
internal enum Verb
{
    Start,
    Stop,
    Restart,
    Graceful,
    GracefulStop,
}
