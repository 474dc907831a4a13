// Run once by the MongoDB image when its data folder is empty: one user for each service, which opens its own database and no other.
for (const service of ['wijk', 'intervention', 'mediation', 'environment', 'information-sharing', 'operations', 'gateway']) {
  const name = service.replaceAll('-', '_');
  const database = `spil_${name}`;
  db.getSiblingDB(database).createUser({
    user: service,
    pwd: process.env[`SPIL_${name.toUpperCase()}_PASSWORD`],
    roles: [{ role: 'readWrite', db: database }],
  });
}
