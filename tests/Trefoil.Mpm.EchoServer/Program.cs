using Trefoil.Mpm.Child;
using Trefoil.Mpm.EchoServer;
using Trefoil.Mpm.Parent;

// A server without HTTP modules: parent, children and the three MPMs as they are, a handler of forty lines behind them.
if (args is [ChildMain.Verb])
    return ChildMain.Run(new EchoProgram(""));
var program = new EchoProgram(Path.GetFullPath(args[0]));
var first = program.Reload();
return first is null ? 1 : new Supervisor(program, new SupervisorOptions { OneProcess = args.Contains("-X") }).Run(first);
