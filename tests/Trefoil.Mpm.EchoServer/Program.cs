using Trefoil.Mpm.Child;
using Trefoil.Mpm.EchoServer;
using Trefoil.Mpm.Parent;

// A server without HTTP modules: parent, children and the three MPMs as they are, a handler of forty lines behind them.
if (args is [ChildMain.Verb])
    return ChildMain.Run(new EchoProgram(""));
var program = new EchoProgram(Path.GetFullPath(args[0]));
var first = program.Reload();
if (first is null)
    return 1;
const string StatusVariable = "ECHO_STATUS";
return new Supervisor(program, new SupervisorOptions
{
    OneProcess = args.Contains("-X"),
    StatusDescriptor = int.TryParse(Environment.GetEnvironmentVariable(StatusVariable), out var status) ? status : -1,
    Successor = new SuccessorCommand(Environment.ProcessPath!, [Environment.ProcessPath!, .. args], StatusVariable),
}).Run(first);
