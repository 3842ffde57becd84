import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';

export interface SsoSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Claim of the identity token that holds the person's user name here. */
  usernameClaim: string;
  /** Where people reach us: the provider sends them back below it. */
  publicUrl: string;
}

/** What one sign-in must come back with; kept by the browser that began it. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  /** Path of ours to go to afterwards. */
  to: string;
}

const ASK_SECONDS = 10;

/** The province's (or any) OpenID Connect provider: authorization code with PKCE. Asked for its addresses when first needed. */
export class IdentityProvider {
  private known: Promise<Configuration> | null = null;

  constructor(private readonly settings: SsoSettings) {}

  async begin(to: string): Promise<{ address: URL; attempt: Attempt }> {
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to };
    const address = buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.returnAddress(),
      scope: 'openid profile',
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { address, attempt };
  }

  /**
   * The user name that the provider vouches for; null when it names none.
   * @throws when the answer is not the one that was begun, or the provider does not confirm it
   */
  async usernameFrom(query: string, { state, nonce, verifier }: Attempt): Promise<string | null> {
    const tokens = await authorizationCodeGrant(
      await this.configuration(),
      new URL(`${this.returnAddress()}?${query}`),
      { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
    );
    const name = tokens.claims()?.[this.settings.usernameClaim];
    return typeof name === 'string' && name !== '' ? name : null;
  }

  private returnAddress(): string {
    return `${this.settings.publicUrl}/api/v1/sso/return`;
  }

  private configuration(): Promise<Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  /** A district's own network may speak plain HTTP: then the issuer's address says so. */
  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const execute = issuer.startsWith('http://') ? [allowInsecureRequests] : [];
    return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: ASK_SECONDS });
  }
}
