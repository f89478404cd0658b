namespace Trefoil.Modules.Metadata.Headers;

/// <summary>What a Header or RequestHeader directive does.</summary>
internal enum HeaderAction
{
    Add,
    Append,
    Merge,
    Set,
    SetIfEmpty,
    Unset,
    Echo,
    Edit,
    EditAll,
    Note,
}
