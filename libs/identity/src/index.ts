export type { Asked, Idempotency } from './asked';
export { AccessTokenVerifier, bearerOf, type AccessTokenRules } from './access-token-verifier';
export { hasRole, held, teamsOf, type Assignment, type Bound, type Caller, type HeldAssignment, type Identity } from './caller';
export { CallerTokens, type CallerKeys } from './caller-tokens';
export { defaultClaims, type ClaimNames } from './claims';
export { lives, narrow, nextChange } from './narrow';
export { ProviderUnreachable, TokenRefused, type RefusalReason } from './refused';
export { caseAudience, caseIssuer, caseSeconds, tokenCases, type TokenCases } from './token-cases';
