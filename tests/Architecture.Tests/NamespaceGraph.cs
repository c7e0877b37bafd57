using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeVision.Architecture.Tests;

/// <summary>
/// Which namespace of an assembly uses which other, read from its metadata and code: base types, interfaces, constraints, attributes, signatures, fields,
/// locals, and whatever an instruction names. Exact by namespace, so a room and a room inside it are two. The compiler copies constants and members of
/// enumerations, which leaves no trace of where they are from: these are looked for in the sources.
/// </summary>
internal sealed partial class NamespaceGraph
{
    private readonly string _root;
    private readonly SortedSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];
    private readonly List<string> _outsiders = [];

    private NamespaceGraph(string root) => _root = root;

    /// <summary>Those of the root that hold a type, named from the root on; the root itself is "".</summary>
    public IReadOnlyCollection<string> Namespaces => _namespaces;

    /// <summary>Types that are written by hand and stand outside the root, where no row holds them.</summary>
    public IReadOnlyCollection<string> Outsiders => _outsiders;

    /// <summary>Which of them uses which other.</summary>
    public IEnumerable<(string From, string To)> Uses => _uses.Keys;

    /// <summary>The graph of all types of <paramref name="assembly"/> in <paramref name="root"/>, nested and generated ones included.</summary>
    /// <param name="sources">The folder of the assembly's sources.</param>
    public static NamespaceGraph Of(Assembly assembly, string root, string sources)
    {
        NamespaceGraph graph = new(root);
        Dictionary<string, TypeDefinition> constants = new(StringComparer.Ordinal);
        using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(assembly.Location);
        foreach (TypeDefinition type in definition.MainModule.GetTypes())
        {
            if (graph.RoomOf(type, out _) is not { } room)
            {
                if (!type.IsNested && !IsGenerated(type))
                    graph._outsiders.Add(type.FullName);
                continue;
            }

            graph._namespaces.Add(room);
            graph.AddType(type);
            foreach (FieldDefinition constant in type.Fields.Where(static field => field.IsLiteral))
                constants[$"{type.Name}.{constant.Name}"] = type;
        }

        foreach (string file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            if (!file.Contains("/obj/", StringComparison.Ordinal))
                graph.AddConstants(file, constants);
        }

        return graph;
    }

    /// <summary>The pairs of types behind a use, each as "type → type".</summary>
    public IEnumerable<string> TypesOf(string from, string to) => _uses.GetValueOrDefault((from, to)) ?? [];

    private void AddConstants(string file, Dictionary<string, TypeDefinition> constants)
    {
        string[] lines = [.. File.ReadLines(file).Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))];
        string space = lines.Select(static line => FileNamespace().Match(line)).FirstOrDefault(static match => match.Success)?.Groups[1].Value ?? "";
        foreach (Match match in lines.SelectMany(static line => QualifiedName().Matches(line)))
        {
            if (RoomOf(space) is { } from && constants.TryGetValue(match.Groups[1].Value, out TypeDefinition? type)
                && RoomOf(type, out string used) is { } to && from != to)
            {
                AddUse(from, to, $"{Path.GetFileName(file)} → {used}, by its constant {match.Groups[1].Value}");
            }
        }
    }

    private void AddType(TypeDefinition type)
    {
        Add(type, type.BaseType);
        Add(type, type.CustomAttributes);
        Add(type, type.GenericParameters);
        foreach (InterfaceImplementation implementation in type.Interfaces)
            Add(type, implementation.InterfaceType);
        foreach (FieldDefinition field in type.Fields)
        {
            Add(type, field.FieldType);
            Add(type, field.CustomAttributes);
        }

        foreach (PropertyDefinition property in type.Properties)
            Add(type, property.CustomAttributes);
        foreach (EventDefinition @event in type.Events)
            Add(type, @event.CustomAttributes);
        foreach (MethodDefinition method in type.Methods)
            AddMethod(type, method);
    }

    private void AddMethod(TypeDefinition type, MethodDefinition method)
    {
        AddSignature(type, method);
        Add(type, method.GenericParameters);
        Add(type, method.CustomAttributes);
        Add(type, method.MethodReturnType.CustomAttributes);
        foreach (ParameterDefinition parameter in method.Parameters)
            Add(type, parameter.CustomAttributes);
        foreach (MethodReference overridden in method.Overrides)
            Add(type, overridden.DeclaringType);
        if (!method.HasBody)
            return;

        foreach (VariableDefinition variable in method.Body.Variables)
            Add(type, variable.VariableType);
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
            Add(type, handler.CatchType);
        foreach (Instruction instruction in method.Body.Instructions)
            AddOperand(type, instruction.Operand);
    }

    private void AddOperand(TypeDefinition type, object? operand)
    {
        switch (operand)
        {
            case TypeReference named:
                Add(type, named);
                break;
            case FieldReference field:
                Add(type, field.DeclaringType);
                Add(type, field.FieldType);
                break;
            case MethodReference method:
                Add(type, method.DeclaringType);
                AddSignature(type, method);
                if (method is GenericInstanceMethod instance)
                    Add(type, instance.GenericArguments);
                break;
            case IMethodSignature pointer:
                AddSignature(type, pointer);
                break;
        }
    }

    private void AddSignature(TypeDefinition type, IMethodSignature signature)
    {
        Add(type, signature.ReturnType);
        foreach (ParameterDefinition parameter in signature.Parameters)
            Add(type, parameter.ParameterType);
    }

    private void Add(TypeDefinition type, IEnumerable<GenericParameter> parameters)
    {
        foreach (GenericParameterConstraint constraint in parameters.SelectMany(static parameter => parameter.Constraints))
            Add(type, constraint.ConstraintType);
    }

    private void Add(TypeDefinition type, IEnumerable<CustomAttribute> attributes)
    {
        foreach (CustomAttribute attribute in attributes)
        {
            Add(type, attribute.AttributeType);
            Add(type, attribute.ConstructorArguments.Concat(attribute.Fields.Concat(attribute.Properties).Select(static named => named.Argument)));
        }
    }

    private void Add(TypeDefinition type, IEnumerable<CustomAttributeArgument> arguments)
    {
        foreach (CustomAttributeArgument argument in arguments)
        {
            Add(type, argument.Type);
            if (argument.Value is TypeReference named)
                Add(type, named);
            else if (argument.Value is CustomAttributeArgument[] elements)
                Add(type, elements);
        }
    }

    private void Add(TypeDefinition type, IEnumerable<TypeReference> used)
    {
        foreach (TypeReference reference in used)
            Add(type, reference);
    }

    private void Add(TypeDefinition type, TypeReference? used)
    {
        switch (used)
        {
            case null or GenericParameter:
                return;
            case FunctionPointerType pointer:
                AddSignature(type, pointer);
                return;
            case IModifierType modified:
                Add(type, modified.ModifierType);
                Add(type, modified.ElementType);
                return;
            case TypeSpecification specification:
                if (specification is GenericInstanceType instance)
                    Add(type, instance.GenericArguments);
                Add(type, specification.ElementType);
                return;
        }

        if (RoomOf(used, out string usedName) is { } to && RoomOf(type, out string name) is { } from && from != to)
            AddUse(from, to, $"{name} → {usedName}");
    }

    private void AddUse(string from, string to, string types)
    {
        if (!_uses.TryGetValue((from, to), out SortedSet<string>? known))
            _uses.Add((from, to), known = new SortedSet<string>(StringComparer.Ordinal));
        known.Add(types);
    }

    private static bool IsGenerated(TypeDefinition type) =>
        type.Name.StartsWith('<')
        || type.CustomAttributes.Any(static attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");

    // The room of the outermost type, and its name from the root on; none where that is another assembly's, or what a generator put elsewhere.
    private string? RoomOf(TypeReference type, out string name)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is { } declaring)
            outermost = declaring;
        string? room = outermost is TypeDefinition || outermost.Scope == type.Module ? RoomOf(outermost.Namespace) : null;
        name = string.IsNullOrEmpty(room) ? outermost.Name : $"{room}.{outermost.Name}";
        return room;
    }

    private string? RoomOf(string space)
    {
        if (space == _root)
            return "";
        return space.StartsWith(_root + ".", StringComparison.Ordinal) ? space[(_root.Length + 1)..] : null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"\b(?=(\w+\.\w+)\b)")]
    private static partial Regex QualifiedName();
}
