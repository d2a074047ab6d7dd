/** Sentences for codes of the lists of who is missing out. */
export const missingCodesVi: Record<string, string> = {
  finding_settled: 'Danh sách vừa thay đổi: việc này không còn cần trả lời, hoặc câu hỏi đã khác. Tải lại để xem bản mới nhất.'
};
