using Trefoil.Http.Http1;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Tests.Http1;

public sealed class VaryFieldTests
{
    [Theory]
    [InlineData("Accept-Encoding", "Accept-Encoding")]
    [InlineData("Accept-Encoding, Cookie", "Accept-Encoding,Cookie")]
    [InlineData("a, b|B,c", "a,b,c")]
    [InlineData("a|A", "a")]
    [InlineData(" , ", " , ")]
    public void Every_name_stands_in_it_once(string values, string expected)
    {
        var fields = new HeaderTable();
        foreach (var value in values.Split('|'))
            fields.Add("Vary", value);
        VaryField.Tidy(fields);
        Assert.Equal(expected, Assert.Single(Enumerable.Range(0, fields.Count).Select(index => fields[index].Value)));
    }
}
