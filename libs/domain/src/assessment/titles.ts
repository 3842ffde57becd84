/** “先进”称号须有批准依据: without one the word is 通报表扬. */
export const commendationTitle = (approvedBy: string | null): string => (approvedBy?.trim() ? '先进单位' : '通报表扬');

/** 对外只称“考核黑榜”, unless a law or the national list was registered as the ground of entry. */
export const blackListTitle = (ground: string | null): string => (ground?.trim() ? '失信惩戒名单' : '考核黑榜');
