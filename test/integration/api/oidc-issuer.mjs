// An OpenID Connect provider on loopback, certified software of its own process: `node oidc-issuer.mjs <redirect URI>`.
import Provider from 'oidc-provider';

const [, , redirectUri] = process.argv;
const clients = [
  {
    client_id: 'duban',
    client_secret: 'a secret of the test',
    redirect_uris: [redirectUri],
    // Only a native client may be sent back to plain HTTP.
    application_type: 'native',
  },
];
const server = (await import('node:http')).createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    conformIdTokenClaims: false,
    claims: { profile: ['preferred_username'] },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, preferred_username: id }),
    }),
  });
  server.on('request', provider.callback());
  console.log(`issuer ${issuer}`);
});
