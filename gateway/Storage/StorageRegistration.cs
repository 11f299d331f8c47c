namespace Jena.SensorNode.Gateway.Storage;

/// <summary>Registers database and writer.</summary>
internal static class StorageRegistration
{
    /// <summary>Adds the database (opened and migrated when first asked for) and its writer.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions>("Gateway");
        services.AddMigrations(StorageMigrations.All);
        services.AddSingleton(provider => new Database(
            Path.Combine(provider.GetRequiredService<StorageOptions>().DataDirectory, "gateway.db"),
            provider.GetServices<MigrationSet>()));
        services.AddSingleton<DatabaseWriter>();
        services.AddSingleton<GatewayTime>();
        return services;
    }

    /// <summary>Adds the schema steps of one folder.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, IReadOnlyList<Migration> migrations) =>
        services.AddSingleton(new MigrationSet(migrations));
}
