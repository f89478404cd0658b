namespace Trefoil.Http;

/// <summary>A module with work of its own in the processes that serve (probing backends, for one), beside requests.</summary>
public interface IChildStart
{
    /// <summary>Runs once in each child before its first connection. Must return at once; threads that it starts must be background threads.</summary>
    void OnChildStart(HttpRuntime runtime);
}
