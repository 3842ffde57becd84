export { drawOneTimePassword } from './one-time-password';
export { hashPassword, PASSWORD_LENGTH, passwordMatches } from './password';
export { hashSessionToken, looksLikeSessionToken, newSessionToken } from './session-token';
export { PER_ACCOUNT, PER_ADDRESS, SignInThrottle, type ThrottleRule } from './sign-in-throttle';
