namespace Trefoil.Httpd.CommandLine;

/// <summary>The usage text of -h.</summary>
internal static class Usage
{
    internal static string Text(string path)
    {
        var indent = new string(' ', $"Usage: {path} ".Length);
        return $"""
            Usage: {path} [-D name] [-d directory] [-f file]
            {indent}[-C "directive"] [-c "directive"]
            {indent}[-k start|restart|graceful|graceful-stop|stop]
            {indent}[-v] [-V] [-h] [-l] [-L] [-t] [-T] [-S] [-M] [-X] [--grade]
            Options:
              -D name            : set a name that <IfDefine name> asks for
              -d directory       : ServerRoot to begin with
              -f file            : configuration file to read instead of the usual one
              -C "directive"     : a directive to read before the configuration files
              -c "directive"     : a directive to read behind the configuration files
              -e level           : least level of start-up messages to show (as LogLevel)
              -E file            : write start-up messages to a file
              -k verb            : start the server, or tell the running one
              -v                 : version
              -V                 : version and built-in settings
              -h                 : this text
              -l                 : modules that are part of the program
              -L                 : directives of the loaded modules
              -t -D DUMP_VHOSTS  : virtual hosts as they were understood
              -t -D DUMP_RUN_CFG : settings of the run as they were understood
              -S                 : -t -D DUMP_VHOSTS -D DUMP_RUN_CFG
              -t -D DUMP_MODULES : loaded modules
              -M                 : -t -D DUMP_MODULES
              -t -D DUMP_INCLUDES: configuration files that were read
              --grade            : -t -D DUMP_SUPPORT: what is supported, line by line
              -t                 : check the configuration
              -T                 : do not check that DocumentRoots exist
              -X                 : one process in the foreground, for debugging

            """;
    }
}
