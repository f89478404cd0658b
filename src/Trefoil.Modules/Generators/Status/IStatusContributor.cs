using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Generators.Status;

/// <summary>A module with something to say on the status page, below the workers.</summary>
internal interface IStatusContributor
{
    /// <summary>Appends HTML, or for ?auto lines of a name and a value.</summary>
    void AppendStatus(Request request, StringBuilder text, bool isAuto);
}
