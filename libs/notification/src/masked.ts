/** 138****0001: enough to know the number by, not enough to call it. */
export const maskedPhone = (phone: string): string =>
  phone.length >= 11
    ? `${phone.slice(0, -8)}****${phone.slice(-4)}`
    : `${'*'.repeat(Math.max(phone.length - 2, 0))}${phone.slice(-2)}`;
