import { EVIDENCE_REFUSALS, type EvidenceRefusalCode } from '#evidence';
import type { Problem } from '#contract';
import type { RefusalCode } from '#domain';
import type { FileFault, IntakeRefusal } from '#intake';
import type { Fault } from './faults';

const FILE_STATUS: Partial<Record<FileFault, number>> = {
  needs_dispatcher: 403,
  too_large: 413,
  zip_bomb: 413,
  not_a_workbook: 415,
  old_workbook: 415,
};

type Entry = readonly [status: number, zh: string, en: string];

/** What the API itself refuses, beside the domain's refusals; the codes are part of the public contract. */
export const PROBLEMS = {
  malformed_json: [400, '请求体不是有效的 JSON', 'The body is not valid JSON'],
  bad_request: [400, '请求无法理解，请检查地址和请求头', 'The request cannot be understood; check address and headers'],
  bad_header: [400, '请求头的格式不对', 'A header is not in the form that is asked'],
  unauthenticated: [401, '请先登录', 'Sign in first'],
  bad_credentials: [401, '用户名或密码不对', 'User name or password is wrong'],
  must_choose_password: [
    403,
    '您用一次性密码登录，请先设自己的密码',
    'You signed in by a one-time password: choose your own first',
  ],
  bad_delegation: [403, '没有有效的委托，不能代为办理', 'No delegation is valid now; act in your own name'],
  not_your_role: [403, '您的岗位无权办理此操作', 'Your role may not do this'],
  cross_origin: [
    403,
    '请求来自别的网站，已拒绝；程序请用令牌登录',
    'The request came from another site; programs use the bearer token',
  ],
  not_your_roster: [403, '只能排本单位和所督办单位的班', 'Keep the roster of your own unit, or of one you supervise'],
  outside_your_scope: [403, '不在您管理的范围内', 'Outside what you administer'],
  closing_yourself: [403, '不能停用自己的账号，请由另一管理员办理', 'Another administrator must close your account'],
  unknown_parent: [422, '上级单位不存在或将撤销', 'The unit above is not there, or is about to end'],
  unit_cycle: [422, '单位之间互为上级或互为后继，请改正', 'The units stand above, or follow, each other in a circle'],
  unit_name_taken: [409, '同一上级下已有同名单位', 'There is a unit of that name under the same parent'],
  unit_has_open_work: [
    409,
    '该单位还有在办件，请指定承接单位',
    'The unit has open work: name the unit that takes it over',
  ],
  unit_has_people: [
    409,
    '该单位还有人员，请指定承接单位或先调整人员',
    'The unit has people: name a successor, or move them first',
  ],
  unit_has_children: [409, '该单位还有下级单位，请指定承接单位', 'There are units below it: name a successor'],
  unit_named_twice: [
    422,
    '一批调整中同一单位只能办一项，请合并或分批',
    'A batch does one thing with a unit: join or part them',
  ],
  unit_misplaced: [
    422,
    '单位类型与上级或承接单位不符，请改选',
    'A unit of this kind has no place there; choose another',
  ],
  unit_begins: [
    409,
    '涉及尚未设立的单位，请待其设立之后办理',
    'It concerns a unit that has yet to begin: wait until then',
  ],
  unit_ends: [
    409,
    '该单位的撤并日期已定，请以承接单位为准办理',
    'The day on which this unit ends is set: act on the unit that takes over',
  ],
  not_an_area: [
    422,
    '请选区、街道、乡镇、社区或村',
    'Choose the district, a street, a township, a community or a village',
  ],
  dates_overlap: [409, '与已有的起止日期重叠', 'The dates overlap with what is there'],
  date_past: [422, '日期不能早于今天', 'The date must not lie in the past'],
  username_taken: [409, '用户名已被使用，请换一个', 'The user name is taken; choose another'],
  weak_password: [
    422,
    '密码至少 8 个字符，含字母和数字，不得包含用户名',
    'At least 8 characters, with letters and digits, without the user name',
  ],
  same_person: [403, '须由另一人确认', 'Another person must confirm'],
  not_found: [404, '没有找到，或不在您的查看范围内', 'Not found, or outside what you may see'],
  unknown_route: [404, '没有这个地址', 'No such address'],
  unknown_command: [404, '没有这个操作', 'No such command'],
  api_key_needed: [401, '需要有效的 api_key, 请向管理员索取', 'A valid api_key is needed; ask the administrator'],
  link_unknown: [401, '链接无效或已作废，请向责任单位索取新链接', 'The link is not valid; ask the unit for a new one'],
  link_dead: [410, '链接已到期或此件已不在整改中，请联系责任单位', 'The link has died with its due date; ask the unit'],
  link_used_up: [409, '此链接提交的内容已达上限，请联系责任单位', 'The link has brought all it may; ask the unit'],
  link_born_dead: [
    409,
    '此件已过期限，链接随期限失效；请先申请延期，或由本单位自行反馈',
    'It is past its due date, with which a link dies: ask for an extension, or submit it yourselves',
  ],
  no_line_at_work: [409, '贵单位在此件上没有正在办理的任务', 'Your unit has no task at work on it'],
  already_judged: [409, '此来件已处理过', 'The report was judged before'],
  already_confirmed: [409, '已经确认过', 'Confirmed already'],
  message_settled: [409, '这条消息无需电话送达', 'This message needs no phone call'],
  gateway_taken: [
    409,
    '同类网关只能启用一个，请先停用原来的',
    'One gateway of a kind at a time: disable the other one first',
  ],
  other_channel: [409, '通道类型不能改，请另建', 'A channel keeps its kind: set up another one'],
  version_taken: [
    409,
    '此版本号已用过：日历已有更新，请刷新后在最新的上面修改',
    'This version was used: the calendar has changed meanwhile; read it again and change that one',
  ],
  edition_open: [
    409,
    '只有已发布的版次可以更正，且同期没有在办的版次',
    'Only a published edition is corrected, while no other of its period is under way',
  ],
  already_decided: [409, '此建议已核定', 'The proposal was decided before'],
  edition_replaced: [409, '此版次已被更正，请在新版上核定', 'This edition was corrected: decide on the new one'],
  not_put_forward: [
    409,
    '须先核定“建议退出”为同意提请，再登记有权者的决定',
    'Approve that it is put to those who may decide, then record what they decided',
  ],
  decision_day: [
    422,
    '决定日期须在考核发布之后且不晚于今天，请核对文件',
    'The decision lies between the publication of the edition and today: check its document',
  ],
  not_listed_so: [
    409,
    '该项目不在已发布版次的榜单上，或分值与榜单不符，请从红黑榜发起告知',
    'The published lists do not have this project with these points: give notice from the lists',
  ],
  already_noticed: [
    409,
    '同一榜单对该项目已告知过，请在原记录上继续办理',
    'Notice of this listing was given before: go on with that entry',
  ],
  stale_revision: [412, '此件已有变动，请刷新后再办理', 'It has changed meanwhile; read it again'],
  stale_version: [412, '已有更新的版本，请在最新版本上修改', 'There is a newer version; change that one'],
  already_answered: [409, '此项自查已答复', 'This self-check was answered already'],
  overlay_not_offered: [422, '政策中没有这种时段性叠加', 'The policy knows no such overlay'],
  no_lesson: [
    409,
    '须已交办责任单位且有类别，才能举一反三',
    'A finding needs its unit and a category before others check themselves',
  ],
  not_of_the_team: [403, '您不在本轮检查组内', 'You are not of this round’s team'],
  not_drawn_yet: [409, '尚未抽取，请在抽取时间之后再看', 'Not drawn yet; look again after the hour of the draw'],
  round_not_open: [
    409,
    '不在本轮检查的上报时间内，请在平时上报中上报',
    'Outside the filing window of the round: file it without the round',
  ],
  round_under_way: [409, '本轮已开始，不能取消', 'The round is under way and cannot be cancelled'],
  round_not_summed_up: [409, '上报时间结束后才有小结和通报稿', 'Its summary and 通报 come when the window has closed'],
  no_places_there: [422, '所选街道没有此类检查点位，请改选', 'A street has no place of these kinds; choose another'],
  unknown_list: [422, '没有这份问题清单，请核对清单编号', 'No such issue list; check its id'],
  unknown_checklist: [422, '没有这张检查表', 'No such checklist'],
  unknown_item: [422, '检查表中没有这一项', 'The checklist has no such item'],
  paper_life: [409, '此件当前环节不能这样办理', 'The paper does not stand where this can be done'],
  paper_answered: [409, '本单位已签收或回复', 'Your unit has signed or replied already'],
  edited_awaits_scan: [
    409,
    '此件已改稿，请下载改稿盖章后上传扫描件',
    'It was edited: print and stamp the edited file, then upload its scan',
  ],
  sealed_case: [
    403,
    '限定范围或封存的件不制作、不导出文件',
    'Nothing of a limited or sealed case is put on paper here',
  ],
  unknown_paper: [404, '没有这种单据或报告', 'No such kind of paper'],
  period_ahead: [422, '统计期还没有开始，请选今天或以前的日期', 'The period lies ahead: choose today or a day before'],
  paper_too_large: [422, '内容过多，请缩小范围后再制作', 'There is too much in it; narrow it and try again'],
  export_too_large: [422, '超过 20000 行，请用筛选缩小范围', 'More than 20,000 rows; narrow the filter'],
  words_missing: [422, '请填写理由或回复内容', 'Say why, or what you reply'],
  not_a_docx: [
    415,
    '只收不带宏的 .docx 文件，请在 WPS 中另存为 .docx',
    'Only a .docx without macros is taken; save it as .docx',
  ],
  not_a_scan: [415, '扫描件只收 PDF、JPEG、PNG', 'A scan is a PDF, JPEG or PNG'],
  paper_file_too_large: [
    413,
    '文件超过 20 MB: 扫描件请降低分辨率(黑白 300 dpi 即可), 改稿请压缩图片后再传',
    'More than 20 MB: scan at a lower resolution (300 dpi in black and white will do), or compress the pictures',
  ],
  damaged_scan: [
    415,
    'PDF 不完整，打不开：可能没有传完或已损坏，请重新扫描后再传',
    'The PDF is not whole and cannot be opened: scan it again',
  ],
  payload_too_large: [413, '请求体过大', 'The body is too large'],
  unsupported_media_type: [415, '请求体的类型不对', 'The body is of a type that is not taken here'],
  invalid_request: [422, '内容有误，请按提示改正', 'Mend what is listed and send it again'],
  idempotency_key_reused: [
    422,
    '此幂等键已用于另一请求，请换一个',
    'This idempotency key was used for another request',
  ],
  project_closed: [409, '项目已退出考核，不再登记检查', 'The project is no longer assessed'],
  subject_name_taken: [409, '已有同名的企业或项目', 'There is a company or project of that name'],
  unknown_bonus: [
    422,
    '没有这项由人登记的加分，请在列表中选择；其余加分由系统自动计入',
    'No such bonus is entered by people: choose a listed one; the others are reckoned from the record',
  ],
  place_of_bonus: [
    422,
    '市级检查点位无问题须写明点位，其他加分不写',
    'A clean point names its place, and no other bonus does',
  ],
  bonus_ahead: [422, '发生日期不能晚于今天', 'The day on which it happened cannot lie ahead'],
  unit_not_assessed: [
    422,
    '该单位当天不参加考核，请核对单位和发生日期',
    'The unit was not assessed on that day: check the unit and the day',
  ],
  recognised_before: [
    409,
    '同一事项已登记，请在原登记上确认；登记有误的先撤销',
    'It was entered before: confirm that one, or withdraw it first',
  ],
  recognition_withdrawn: [409, '此登记已撤销，仍应加分的请重新登记', 'It was withdrawn: enter it anew if it stands'],
  year_ahead: [422, '不能登记以后年度的评分', 'The year lies ahead'],
  no_bulletin_yet: [409, '发布后才能拟稿通报', 'A 通报 is drafted of a published edition'],
  unknown_sheet_item: [422, '检查表没有此项，请按 39 项填写', 'The sheet has no such item: it has 39'],
  visit_ahead: [422, '检查日期不能晚于今天', 'The visit cannot lie ahead'],
  waived_and_counted: [
    422,
    '不适用的项不能再计次，也不能写两遍，请改其一',
    'An item is waived once, and not counted as well: mend one of them',
  ],
  draw_out_of_season: [
    409,
    '只能抽取本季度的项目，其他季度的抽取在该季度内进行',
    'Projects are drawn within their own quarter',
  ],
  unknown_unit_named: [422, '没有这个单位，或已撤销', 'No such unit, or it is no more'],
  unknown_person: [422, '没有这个人', 'No such person'],
  not_a_colleague: [
    422,
    '只能委托本单位或下级单位的同事',
    'Delegate to a colleague of your own unit or of one below it',
  ],
  delegation_too_long: [
    422,
    '一次委托最长一年，请改早结束日期；长期代行职责的，请管理员任命',
    'A delegation lasts a year at most: let it end earlier, or have an administrator appoint who takes over for good',
  ],
  unknown_position: [
    422,
    '没有这个职务，请在职务列表中选择，或先在政策中写明该职务的权限',
    'There is no such position: choose a listed one, or let the policy name it first',
  ],
  shifts_overlap: [422, '同一单位的班次时间重叠', 'Shifts of a unit overlap'],
  call_ahead: [422, '通话时间不能晚于现在', 'The call cannot lie ahead'],
  unreadable_reply: [422, '回复缺少编号、号码或内容', 'The reply lacks its id, number or text'],
  unknown_evidence: [422, '照片尚未上传，请先上传', 'Upload the photo first'],
  file_missing: [422, '请选择要导入的文件', 'Choose the file to import'],
  batch_too_large: [422, '销号一次不超过 50 件，请分批', 'At most 50 write-offs at once; split the batch'],
  sample_needed: [
    422,
    '抽样核查须先抽样；抽中的逐件核查，其余凭样本通过',
    'Draw a sample first: what is drawn is verified itself, the rest passes by it',
  ],
  sample_open: [
    409,
    '抽中的尚未全部核查通过，其余不能凭样本通过',
    'Not all that was drawn has passed: verify it first, or verify the rest one by one',
  ],
  sample_stands: [
    409,
    '其中有件已抽过样，请逐件核查，或去掉这些件再抽',
    'Some were in a sample before: verify those one by one, or draw without them',
  ],
  too_many_views: [422, '常用视图不超过 50 个，请先删除', 'At most 50 saved views; remove one first'],
  bad_cursor: [422, '翻页标记无效，请从第一页开始', 'The cursor is not valid; start from the first page'],
  too_many_attempts: [429, '尝试次数过多，请稍后再试', 'Too many attempts; wait a while'],
  too_many_streams: [429, '打开的页面过多，请关闭一些', 'Too many pages are listening; close some'],
  internal_error: [500, '系统出错，请凭请求编号联系管理员', 'Our fault; tell the administrator the request id'],
  unavailable: [503, '系统暂不可用，请稍后再试', 'Not available now; try again later'],
} as const satisfies Record<string, Entry>;
export type ProblemCode = keyof typeof PROBLEMS;

const EVIDENCE_STATUS: Record<EvidenceRefusalCode, number> = {
  empty_file: 422,
  file_too_large: 413,
  unsupported_image: 415,
  unreadable_image: 422,
  too_many_pixels: 422,
};

export interface Extras extends Partial<
  Pick<Problem, 'detail' | 'facts' | 'allowedCommands' | 'mapping' | 'revision'>
> {
  faults?: Fault[];
}

/** An answer that is not the one hoped for; carried to the filter, which writes it in the caller's language. */
export class Refusal extends Error {
  private constructor(
    readonly code: string,
    readonly status: number,
    readonly zh: string,
    readonly en: string,
    readonly extras: Extras,
    /** Seconds, for `Retry-After`. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }

  static of(code: ProblemCode, extras: Extras = {}, retryAfter?: number): Refusal {
    const [status, zh, en] = PROBLEMS[code];
    return new Refusal(code, status, zh, en, extras, retryAfter);
  }

  static ofEvidence(code: EvidenceRefusalCode): Refusal {
    const [zh, en] = EVIDENCE_REFUSALS[code];
    return new Refusal(code, EVIDENCE_STATUS[code], zh, en, {});
  }

  /** What a file lacks; with `mapping` the headings that a person must map. */
  static ofIntake({ code, zh, en, mapping }: IntakeRefusal): Refusal {
    return new Refusal(code, FILE_STATUS[code] ?? 422, zh, en, mapping ? { mapping } : {});
  }

  /** What the rules of assessment refuse, in their own words. */
  static ofRules(code: string, [zh, en]: readonly [zh: string, en: string]): Refusal {
    return new Refusal(code, 409, zh, en, {});
  }

  static ofDomain(refused: { code: RefusalCode; zh: string; en: string }, status: number, extras: Extras): Refusal {
    return new Refusal(refused.code, status, refused.zh, refused.en, extras);
  }
}
