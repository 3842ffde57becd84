/** What an outlet speaks. */
export type OutletKind = 'sms' | 'email' | 'dingtalk' | 'wecom' | 'feishu' | 'webhook';
