/** Chart colours, the same as in tokens.css; a canvas cannot read CSS variables. */
export const colour = {
  text: '#f1f6fc',
  soft: '#b4c4d8',
  line: '#24384f',
  blue: '#6db5ff',
  green: '#4ddba4',
  amber: '#ffc25c',
  red: '#ff8078',
};

export const font =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'DejaVu Sans', sans-serif";
