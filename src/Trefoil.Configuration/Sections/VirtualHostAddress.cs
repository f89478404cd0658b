using System.Net;

namespace Trefoil.Configuration.Sections;

/// <summary>One address of a VirtualHost line.</summary>
/// <param name="Address">The IP address, or null for * and _default_.</param>
/// <param name="Port">The port, 0 for any.</param>
/// <param name="Text">The name as written, for -S.</param>
public readonly record struct VirtualHostAddress(IPAddress? Address, int Port, string Text);
