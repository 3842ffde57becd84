/** Where anybody checks a paper: the address in its QR code. */
export class PaperAddress {
  constructor(private readonly publicUrl: string) {}

  of(token: string): string {
    return `${this.publicUrl}/s/${token}`;
  }
}
