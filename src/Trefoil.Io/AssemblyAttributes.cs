using System.Runtime.CompilerServices;

// Blittable signatures only, so that ReadyToRun can precompile every call and nothing is JIT-compiled at run time.
[assembly: DisableRuntimeMarshalling]
