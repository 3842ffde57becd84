import type { PaperVerification } from '#contract';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
const row = (label: string, value: string): string => `<dt>${label}</dt><dd>${escaped(value)}</dd>`;

/** One page without scripts: what is known of the paper, and a field for the hash of a file. */
export function verificationPage(paper: PaperVerification, token: string): string {
  const { number, title, office, issuedAt, withdrawn, files, genuine } = paper;
  const status = withdrawn ? '已撤销，不再执行 / Withdrawn' : '有效 / In force';
  const sums = files.map(
    ({ role, format, sha256 }) =>
      `<li>${role === 'scan' ? '盖章扫描件' : '系统制发件'} ${format}<br><code>${sha256}</code></li>`,
  );
  const verdict =
    genuine === null
      ? ''
      : `<p role="status" class="${genuine ? 'good' : 'bad'}">${genuine ? '✓ 校验值相符，是本件的原文件 / Genuine' : '✗ 校验值不符，不是本件的原文件 / Not a file of this paper'}</p>`;
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>公文查验 ${escaped(number ?? title)}</title>
<style>
body{font:17px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:38rem;margin:0 auto;padding:1.5rem;color:#1a1f24;background:#fff}
h1{font-size:1.3rem}dl{display:grid;grid-template-columns:6em 1fr;gap:.4rem .8rem;margin:1rem 0}dt{color:#4a5560}dd{margin:0}
code{font-size:.8rem;word-break:break-all}.good{color:#0b6b2e}.bad{color:#b00020}input,button{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;margin-top:.4rem}
</style>
<main>
<h1>单据与公文查验 <span lang="en">Verification</span></h1>
<dl>${row('名称', title)}${row('编号', number ?? '—')}${row('制发单位', office)}${row('制发日期', issuedAt?.slice(0, 10) ?? '—')}<dt>状态</dt><dd class="${withdrawn ? 'bad' : 'good'}">${status}</dd></dl>
${verdict}
<form method="get"><label for="sum">文件的 SHA-256 校验值 / SHA-256 of your file</label>
<input id="sum" name="sha256" pattern="[0-9a-f]{64}" required autocomplete="off"><button>核对 / Compare</button></form>
<p><a href="../check/${escaped(token)}">用文件直接核对 / Compare a file directly</a></p>
<h2>本件的文件 / Its files</h2><ul>${sums.join('') || '<li>尚未下载过 / none made yet</li>'}</ul>
</main>
</html>`;
}
