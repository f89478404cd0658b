using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Modules.Tests.Aaa;

public class PasswordHashTests
{
    // each made by Apache's htpasswd from the password "secret"
    [Theory]
    [InlineData("$2y$05$QJVn.ArDvmzr3dy3es2zkeIhU8TKDuS.3xidRxtKJfKGbjkyvoHUK")]
    [InlineData("$apr1$3D60kUR3$Puov6oelbiiP6xjy0I7Ks/")]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("HSd9IQIwpB8tw")]
    [InlineData("$6$GC3y59Dt/iS0i8PN$Mf969rGHVHZ.Izq.OcSWBlvlP9HHf9Q98YXSI3SdNfxjX/dLnBZ3GyiUG3EClONIelCRtmErLuOXIM6Wijc9T/")]
    public void Takes_the_right_password_only(string hash)
    {
        Assert.True(PasswordHash.Matches("secret", hash));
        Assert.False(PasswordHash.Matches("secreT", hash));
        Assert.False(PasswordHash.Matches("", hash));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("*0")]
    [InlineData("")]
    public void Takes_no_plain_text(string stored) => Assert.False(PasswordHash.Matches(stored, stored));
}
